/** Which models agent CLIs can be told to use: a dated list that ships, and files laid over it. */
@NullMarked
package dev.agentpool.catalog;

import org.jspecify.annotations.NullMarked;
