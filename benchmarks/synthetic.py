"""synthetic graph of N entities"""
import random,sys
from pathlib import Path
from aidgraph.model import *
import hashlib
def synthetic(n, seed=7):
    dice=random.Random(seed); base="https://w3id.org/aidgraph/id/"
    ents=[]; 
    def add(t,key,zh,within=(),lat=None,lon=None):
        e=Entity(iri=base+key,type=t,zh=zh,en=None,pinyin=None,within=tuple(within),lat=lat,lon=lon); ents.append(e); return e
    sides=[]
    for s in (0,1):
        leaves=[]; provs=max(2,n//700); 
        left=n//2
        p=0
        while left>0:
            P=add("Province",f"division/{s}p{p}",f"{'东西'[s]}{p}省",(),30+dice.random()*15,80+s*20+dice.random()*15); left-=1; leaves.append(P); p+=1
            for c in range(12):
                if left<=0: break
                C=add("Prefecture",f"division/{s}p{p}c{c}",f"{'东西'[s]}{p}省{c}市",(P.iri,),30+dice.random()*15,80+s*20+dice.random()*15); left-=1; leaves.append(C)
                for k in range(6):
                    if left<=0: break
                    K=add("County",f"division/{s}p{p}c{c}k{k}",f"第{p}{c}{k}县",(C.iri,P.iri),30+dice.random()*15,80+s*20+dice.random()*15); left-=1; leaves.append(K)
                    for q in range(6):
                        if left<=0: break
                        S=add("School",f"school/{s}p{p}c{c}k{k}q{q}",f"第{p}{c}{k}县{q}小学",(K.iri,C.iri,P.iri)); left-=1; leaves.append(S)
        sides.append(leaves)
    docs=[];claims=[];per=200
    left,right=sides
    m=len(ents)
    for d in range(0,m,per):
        lines=[];spans=[]
        pos=0
        rows=[]
        for i in range(d,min(m,d+per)):
            a=left[i%len(left)] if i<len(left) else dice.choice(left); b=right[i%len(right)]
            amt=dice.choice([None,5,20,130])
            t=f"{a.zh}向{b.zh}捐款{amt}万元" if amt else f"{a.zh}与{b.zh}结对"
            rows.append((pos,pos+len(t),a,b,amt)); lines.append(t); pos+=len(t)+2
        text="。\n".join(lines)+"。\n"
        doc=Document(id=f"d{d}",path=f"d{d}.txt",sha256="0",text=text,title=f"第{d}号简报",issuer="合成",issued=f"{2010+d//per%15}-0{1+d%9}-11"); docs.append(doc)
        for s,e,a,b,amt in rows:
            ev=Evidence.quoting(doc,Span(s,e))
            claims.append(Claim(id=f"d{d}/{'donated-to' if amt else 'paired-with'}@{s}",relation="donated-to" if amt else "paired-with",status="done",evidence=ev,providers=(Party(name=a.zh,type=a.type,entity=a.iri),),recipients=(Party(name=b.zh,type=b.type,entity=b.iri),),amounts=(Amount(amt*10000,"CNY","exact","one-off","aid",f"{amt}万元"),) if amt else (),modality=("cash",) if amt else ("partnership",)))
    return claims,ents,docs,[]
if __name__=="__main__":
    import time
    from aidgraph.page import write_page
    for n in (1000,5000,20000):
        t=time.process_time(); write_page(Path(f"/tmp/syn{n}.html"),*synthetic(n)); print(n,round(time.process_time()-t,1),Path(f"/tmp/syn{n}.html").stat().st_size)
