/**
 * What an expert knows: three Markdown files that people read, with who wrote what and when, a
 * history that can be undone, and what waits for a person's word before it counts.
 */
@NullMarked
package dev.agentpool.knowledge;

import org.jspecify.annotations.NullMarked;
