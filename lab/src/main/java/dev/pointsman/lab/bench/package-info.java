/**
 * The benchmarks: each measures one claim that Pointsman makes, beside what people use today, and says whether its goal
 * was met. {@code ./dev bench NAME} runs one.
 */
package dev.pointsman.lab.bench;
