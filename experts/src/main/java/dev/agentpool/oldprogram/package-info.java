/**
 * The command line {@code agent-pool} as people and scripts know it from the program that made
 * expert pools first. It works on a pool's files and speaks by the pool's socket; what runs the
 * pool is agentpool's daemon.
 */
@NullMarked
package dev.agentpool.oldprogram;

import org.jspecify.annotations.NullMarked;
