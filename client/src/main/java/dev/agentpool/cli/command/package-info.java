/**
 * What every command is made of, and the commands about tasks and the daemon, a class each. May
 * depend on {@code cli.client}, {@code cli.json}, {@code cli.terminal} and picocli.
 */
@org.jspecify.annotations.NullMarked
package dev.agentpool.cli.command;
