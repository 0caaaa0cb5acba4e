"""What an analysis says, for comparison with another of the same text."""

from minimojo.workspace.model import FileAnalysis


def report(analysis: FileAnalysis) -> list[tuple[object, ...]]:
    """Every finding with its places in the file."""
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
    ]
