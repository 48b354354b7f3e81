/** What an agent, or agentpool itself, asks a person, and what was answered (design: one inbox). */
@NullMarked
package dev.agentpool.question;

import org.jspecify.annotations.NullMarked;
