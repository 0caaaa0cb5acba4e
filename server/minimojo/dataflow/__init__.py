"""Dataflow: how do facts travel along a control-flow graph until nothing changes?"""
