/**
 * Small durable things of a pool with their types: a space of notes owns its codec and its bound,
 * and whoever uses it neither composes nor reads a stored text.
 */
@NullMarked
package dev.agentpool.ledger.space;

import org.jspecify.annotations.NullMarked;
