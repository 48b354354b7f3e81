/** What a person sees: streams, colours, tables, numbers. Depends on nothing else. */
@org.jspecify.annotations.NullMarked
package dev.agentpool.cli.terminal;
