/**
 * Looking after what experts know: when, and what can be said of it by counting, without asking a
 * model.
 */
@NullMarked
package dev.agentpool.knowledge.curation;

import org.jspecify.annotations.NullMarked;
