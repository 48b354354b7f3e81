/**
 * The HTTP API (docs/api.md): translates, decides nothing. May use: core, {@code config}, {@code
 * node}.
 */
@NullMarked
package dev.agentpool.rest;

import org.jspecify.annotations.NullMarked;
