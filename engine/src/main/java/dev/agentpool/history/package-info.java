/**
 * The former control plane's home, taken over once: files that are only read, rows that are kept.
 */
@NullMarked
package dev.agentpool.history;

import org.jspecify.annotations.NullMarked;
