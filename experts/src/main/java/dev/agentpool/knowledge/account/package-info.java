/**
 * An account of what an expert knows, for people: whose it is, what it was good for, what waits.
 */
@NullMarked
package dev.agentpool.knowledge.account;

import org.jspecify.annotations.NullMarked;
