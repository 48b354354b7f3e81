/**
 * What of an expert's knowledge goes into a prompt, and what came of it: under a bound, with the
 * newest and the most useful kept, and a record of which entries were in the prompt of which task.
 */
@NullMarked
package dev.agentpool.knowledge.choice;

import org.jspecify.annotations.NullMarked;
