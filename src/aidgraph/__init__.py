"""aidgraph: Chinese paired-assistance bulletins, read into a graph in which every edge leads back to its sentence."""

__version__ = "0.1.0"
