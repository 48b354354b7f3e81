/**
 * The commands, a class each. May depend on {@code cli.client}, {@code cli.json}, {@code
 * cli.terminal} and picocli.
 */
@org.jspecify.annotations.NullMarked
package dev.agentpool.cli.command;
