/**
 * Small programs over the Java library, each a {@code main} that takes the project's directory. May
 * use: {@code api}, and of core {@code settings} and {@code task}.
 */
@NullMarked
package dev.agentpool.examples;

import org.jspecify.annotations.NullMarked;
