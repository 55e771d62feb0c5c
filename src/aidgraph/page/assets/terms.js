// What the code lists are called, in both languages: types, relations, forms, states, sectors, means, kinds of issue.
(() => {
  "use strict";
  const terms = {
    relation: {
      "paired-with": ["结对", "Paired with"], "donated-to": ["捐赠", "Donated to"], "supports": ["支援", "Supports"],
    },
    form: {
      act: ["具体行为", "Single acts"], aggregate: ["汇总", "Aggregates"], planned: ["计划", "Plans"],
      curated: ["名单", "Curated"], model: ["推断", "Inferred"],
    },
    formNote: {
      aggregate: ["汇总：把许多较小的行为合在一起说", "An aggregate: sums up many smaller acts"],
      planned: ["计划：说要做，还没有说做了", "A plan: announced, not yet told as done"],
      curated: ["名单所列：来自整理的表格，没有原句", "Curated: a row of a table, not a told sentence"],
      model: ["推断：由模型读出，不是规则所得", "Inferred: read by a model, not by a rule"],
    },
    status: { done: ["已做", "Done"], ongoing: ["进行中", "Ongoing"], planned: ["计划", "Planned"] },
    type: {
      Province: ["省级", "Province"], Prefecture: ["地级", "Prefecture"], County: ["县级", "County"],
      Township: ["乡镇", "Township"], Village: ["村、社区", "Village"], Corps: ["兵团", "Corps"],
      CorpsDivision: ["师", "Corps division"], CorpsRegiment: ["团场", "Corps regiment"], CorpsCompany: ["连队", "Corps company"],
      School: ["学校", "School"], Hospital: ["医疗卫生", "Hospital"], Enterprise: ["企业", "Company"],
      Association: ["商会、协会", "Association"], Foundation: ["基金、慈善", "Foundation"], Media: ["媒体", "Media"],
      PublicBody: ["机关", "Public body"], Park: ["园区", "Park"], Headquarters: ["指挥部", "Headquarters"],
      WorkTeam: ["工作组", "Work team"], Group: ["群体", "Group"], Programme: ["活动", "Programme"],
    },
    sector: {
      education: ["教育", "Education"], health: ["卫生", "Health"], water: ["饮水", "Water"], agriculture: ["农业", "Agriculture"],
      industry: ["产业", "Industry"], tourism: ["旅游", "Tourism"], culture: ["文化", "Culture"],
      infrastructure: ["基础设施", "Infrastructure"], governance: ["治理", "Governance"],
      "social-protection": ["帮困", "Social protection"], employment: ["就业", "Employment"], housing: ["住房", "Housing"],
      multi: ["综合", "Several"],
    },
    modality: {
      cash: ["资金", "Cash"], goods: ["物资", "Goods"], construction: ["建设", "Construction"], personnel: ["人员", "Personnel"],
      training: ["培训", "Training"], medical: ["医疗", "Medical"], exchange: ["交流", "Exchange"],
      partnership: ["结对", "Partnership"], investment: ["投资", "Investment"], employment: ["就业", "Employment"],
    },
    basis: {
      "one-off": ["一次", "Single"], "per-year": ["每年", "A year"], cumulative: ["累计", "Cumulative"], "per-unit": ["每人或每户", "Each"],
    },
    measure: {
      aid: ["援助", "Aid"], project: ["项目总投资", "Project cost"], investment: ["企业投资", "Investment"], trade: ["购销", "Trade"],
    },
    issue: {
      "unclaimed-amount": ["金额未归入任何陈述", "A sum in no claim"], "unclaimed-pairing": ["结对词未成陈述", "A pairing word in no claim"],
      "unclaimed-giving": ["给予动词未成陈述", "A giving verb in no claim"], "ambiguous-place": ["同名地方不止一处", "More than one place of this name"],
      "ambiguous-organisation": ["同名单位不止一个", "More than one body of this name"], "unknown-place": ["查无此地名", "No place of this name is known"],
      "unresolved-reference": ["回指的一方没有找到", "What it points back to was not found"], undecided: ["身份未定", "Identity undecided"],
      "curated-row": ["表格的一行读不懂", "A row of the table that can't be read"],
    },
  };
  // The term in the page's language; a code that no list knows is shown as it is, marked as code by the caller.
  aid.term = (list, code, lang) => {
    const pair = terms[list] && terms[list][code];
    return pair ? pair[lang === "zh" ? 0 : 1] : null;
  };
  aid.terms = list => Object.keys(terms[list]);
})();
