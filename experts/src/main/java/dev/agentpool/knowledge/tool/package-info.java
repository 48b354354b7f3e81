/**
 * What the tools do by which experts read and write what they know, and the researcher what others
 * know: checks, and the texts that prompts and skills refer to (spec expert-pool 14.2, 14.5).
 */
@NullMarked
package dev.agentpool.knowledge.tool;

import org.jspecify.annotations.NullMarked;
