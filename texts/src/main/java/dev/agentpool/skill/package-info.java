/**
 * Skills: named prompt templates with arguments; where they come from, and how one becomes a
 * prompt. May use: document, settings; snakeyaml-engine, Jackson.
 */
@NullMarked
package dev.agentpool.skill;

import org.jspecify.annotations.NullMarked;
