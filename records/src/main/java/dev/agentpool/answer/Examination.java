package dev.agentpool.answer;

import java.util.List;

/** What was looked at on the machine. */
public record Examination(List<Check> checks) {}
