/** Who experts are before anybody told them, and how they come by their first knowledge. */
@NullMarked
package dev.agentpool.knowledge.persona;

import org.jspecify.annotations.NullMarked;
