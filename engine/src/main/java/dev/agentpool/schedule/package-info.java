/**
 * What a pool is to do again and again: at which times, what became of them, and the thread that
 * carries it out.
 */
@NullMarked
package dev.agentpool.schedule;

import org.jspecify.annotations.NullMarked;
