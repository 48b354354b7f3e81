/**
 * Takes claimed tasks through their lives in slots. May use: core, {@code config}; never a face.
 */
@NullMarked
package dev.agentpool.node;

import org.jspecify.annotations.NullMarked;
