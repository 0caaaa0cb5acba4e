"""What an analysis says, for comparison with another of the same text."""

from minimojo.workspace.model import FileAnalysis


def report(analysis: FileAnalysis) -> list[tuple[object, ...]]:
    """Every finding with its places in the file, but for functions with a syntax error.

    How the parser gets over one depends on what stood there before.
    """
    damaged = {unit.key for unit in analysis.module.units if unit.damaged}
    damaged |= {header.key for header in analysis.module.headers if header.damaged}
    return [
        (
            finding.code,
            finding.severity,
            finding.message,
            analysis.place(finding.location),
            [(step.message, analysis.place(step.location)) for step in finding.story],
            finding.tags,
        )
        for finding in analysis.findings
        if finding.location.unit_key not in damaged
    ]
