/** Figures for machines that watch (Prometheus). May use: core, {@code node}. */
@NullMarked
package dev.agentpool.metrics;

import org.jspecify.annotations.NullMarked;
