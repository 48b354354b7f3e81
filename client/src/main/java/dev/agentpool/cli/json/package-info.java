/** JSON as a small tree. May depend on jackson-core only. */
@org.jspecify.annotations.NullMarked
package dev.agentpool.cli.json;
