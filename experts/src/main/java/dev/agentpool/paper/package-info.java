/**
 * How the files of an expert pool are written: names, headers, times and lengths of time as the
 * program wrote them that made such pools first, TOML with the line of what is wrong in it, and
 * files that are replaced whole.
 */
@NullMarked
package dev.agentpool.paper;

import org.jspecify.annotations.NullMarked;
