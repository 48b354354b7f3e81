/**
 * What the sessions of an expert left: a log each, the table of all, and archives of old ones,
 * which can be read as well.
 */
@NullMarked
package dev.agentpool.expert.log;

import org.jspecify.annotations.NullMarked;
