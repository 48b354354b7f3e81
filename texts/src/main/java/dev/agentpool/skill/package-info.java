/**
 * Skills: named prompt templates with arguments; where they come from, and how one becomes a
 * prompt.
 */
@NullMarked
package dev.agentpool.skill;

import org.jspecify.annotations.NullMarked;
