/** Secrets in texts: found, replaced, counted, and never kept. */
@NullMarked
package dev.agentpool.redact;

import org.jspecify.annotations.NullMarked;
