/** What a person does next with a task's work: looks at it, goes there, takes it over. */
@NullMarked
package dev.agentpool.cli.next;

import org.jspecify.annotations.NullMarked;
