/** What an agent asks while it works, answered by a rule, by a person, or by a deadline. */
@NullMarked
package dev.agentpool.node.question;

import org.jspecify.annotations.NullMarked;
