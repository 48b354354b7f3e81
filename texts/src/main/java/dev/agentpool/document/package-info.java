/**
 * Markdown files with YAML front matter, read from places that are not trusted: what they say, what
 * is wrong with them, and when they changed.
 */
@NullMarked
package dev.agentpool.document;

import org.jspecify.annotations.NullMarked;
