"""Dataflow: how do facts travel along a control-flow graph until nothing changes?"""

from minimojo.dataflow.backward import BackwardAnalysis, TooManyRounds, solve_backward
from minimojo.dataflow.forward import ForwardAnalysis, ForwardSolution, solve_forward
from minimojo.dataflow.graph import Edge, edges_of
from minimojo.dataflow.reachability import likely_blocks
from minimojo.dataflow.schedule import LoopStep, Step, backward_schedule

__all__ = [
    "BackwardAnalysis",
    "Edge",
    "ForwardAnalysis",
    "ForwardSolution",
    "LoopStep",
    "Step",
    "TooManyRounds",
    "backward_schedule",
    "edges_of",
    "likely_blocks",
    "solve_backward",
    "solve_forward",
]
