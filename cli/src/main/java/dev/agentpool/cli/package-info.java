/**
 * The command line: which command is meant, and what the process returns. May depend on its own
 * sub-packages.
 */
@org.jspecify.annotations.NullMarked
package dev.agentpool.cli;
