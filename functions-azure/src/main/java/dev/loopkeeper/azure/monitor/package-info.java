/** What an online endpoint of Azure Machine Learning really served, from its traffic log or from its metrics. */
package dev.loopkeeper.azure.monitor;
