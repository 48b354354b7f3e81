/** Figures for machines that watch (Prometheus). */
@NullMarked
package dev.agentpool.metrics;

import org.jspecify.annotations.NullMarked;
