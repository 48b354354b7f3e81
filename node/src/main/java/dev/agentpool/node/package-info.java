/** Takes claimed tasks through their lives in slots. */
@NullMarked
package dev.agentpool.node;

import org.jspecify.annotations.NullMarked;
