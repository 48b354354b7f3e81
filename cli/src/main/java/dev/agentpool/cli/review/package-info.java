/**
 * Judging what a task did, and merging it. May depend on {@code cli.command} and what that may
 * depend on.
 */
@org.jspecify.annotations.NullMarked
package dev.agentpool.cli.review;
