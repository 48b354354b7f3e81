package dev.agentpool.answer;

import java.util.OptionalLong;

/**
 * A pool's money.
 *
 * @param taskCapMicrodollars of a task that names no cap of its own
 */
public record Budget(Account pool, DayAccount day, OptionalLong taskCapMicrodollars) {}
