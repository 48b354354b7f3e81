/**
 * How the files of an expert pool are written: names, headers, times and lengths of time as the
 * program wrote them that made such pools first, and files that are replaced whole. Uses nothing of
 * ours.
 */
@NullMarked
package dev.agentpool.paper;

import org.jspecify.annotations.NullMarked;
