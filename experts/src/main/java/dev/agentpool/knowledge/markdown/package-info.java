/** Markdown, piece by piece, so that what many hands wrote can be told apart and put together. */
@NullMarked
package dev.agentpool.knowledge.markdown;

import org.jspecify.annotations.NullMarked;
