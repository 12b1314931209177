/** What the checker has to say: findings, each with its place, and nothing else. The one form in which bad input is reported. */
package dev.pointsman.pipeline.finding;
