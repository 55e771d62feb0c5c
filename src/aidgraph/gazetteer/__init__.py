"""Places and known organisations: what a name can mean, and where a text names one.

>>> gazetteer = Gazetteer.load()
>>> gazetteer.decide("鼓楼区", context=["徐州"]).id
'320302'
"""

from aidgraph.gazetteer.deciding import Decision
from aidgraph.gazetteer.gazetteer import Gazetteer
from aidgraph.gazetteer.places import FormerName, Organisation, Place, PlaceMention
from aidgraph.gazetteer.romanise import words as pinyin

__all__ = ["Decision", "FormerName", "Gazetteer", "Organisation", "Place", "PlaceMention", "pinyin"]
