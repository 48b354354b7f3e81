/**
 * The command line: which command is meant, and what the process returns. May depend on its own
 * sub-packages; of those, the ones that hold commands may depend on {@code cli.command}, and none
 * on each other.
 */
@org.jspecify.annotations.NullMarked
package dev.agentpool.cli;
