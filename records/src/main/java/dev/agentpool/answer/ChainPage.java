package dev.agentpool.answer;

import java.util.List;

/** A part of a pool's chains; {@code total} counts them all. */
public record ChainPage(List<ChainSummary> items, long total, int limit, int offset) {}
