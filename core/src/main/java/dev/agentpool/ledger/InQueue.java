package dev.agentpool.ledger;

import dev.agentpool.budget.Money;

/**
 * How a pending task stands in the queue.
 *
 * @param forMoney whether it waits, out of the way of others, for its pool to have money again
 * @param passedOver whether a free slot asked for work and there was no room for this one
 * @param taken what its attempts so far took or hold of its own cap
 */
public record InQueue(boolean forMoney, boolean passedOver, Money taken) {}
