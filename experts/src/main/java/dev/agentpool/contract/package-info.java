/**
 * Contracts: what parties of a pool agreed on, one Markdown file each, every version kept; and what
 * was found when work was verified against them.
 */
@NullMarked
package dev.agentpool.contract;

import org.jspecify.annotations.NullMarked;
