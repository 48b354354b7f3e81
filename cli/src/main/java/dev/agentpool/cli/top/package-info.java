/** The full-screen view over all pools: what it looks at, its lines, its keys, the terminal. */
@org.jspecify.annotations.NullMarked
package dev.agentpool.cli.top;
