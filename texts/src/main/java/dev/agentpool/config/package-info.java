/**
 * Files a person writes: where they are, what they may say, and where each value came from. May
 * use: core.
 */
@NullMarked
package dev.agentpool.config;

import org.jspecify.annotations.NullMarked;
