/**
 * Skills, and agents out of definition files. May depend on {@code cli.command} and what that may
 * depend on.
 */
@org.jspecify.annotations.NullMarked
package dev.agentpool.cli.skill;
