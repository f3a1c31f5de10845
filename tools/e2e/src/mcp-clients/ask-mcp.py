"""Asks an MCP server, as the Python SDK does, for what comes as JSON on stdin; prints the answers as JSON."""

import asyncio
import json
import sys

import httpx2
from mcp import Client
from mcp.client.stdio import StdioServerParameters
from mcp.client.streamable_http import streamable_http_client


async def main():
    asked = json.load(sys.stdin)
    if "command" in asked:
        server = StdioServerParameters(**asked["command"])
        print(json.dumps(await answers(server, asked)))
        return
    async with httpx2.AsyncClient(headers=asked["headers"], timeout=60) as http_client:
        server = streamable_http_client(asked["url"], http_client=http_client)
        print(json.dumps(await answers(server, asked)))


async def answers(server, asked):
    steps = []

    async def on_progress(progress, total, message):
        steps.append({"progress": progress, "total": total, "message": message})

    async with Client(server, mode=asked["mode"]) as client:
        tools = (await client.list_tools()).tools
        calls = [
            await client.call_tool(call["name"], call["arguments"], progress_callback=on_progress)
            for call in asked["calls"]
        ]
        prompts = (await client.list_prompts()).prompts
        got = [await client.get_prompt(each["name"], each["arguments"]) for each in asked["prompts"]]
        resources = (await client.list_resources()).resources
        templates = (await client.list_resource_templates()).resource_templates
        read = [await client.read_resource(uri) for uri in asked["uris"]]
        return {
            "protocolVersion": client.protocol_version,
            "tools": [tool.name for tool in tools],
            "results": [call.structured_content for call in calls],
            "progress": steps,
            "prompts": [prompt.name for prompt in prompts],
            "messages": [prompt.messages[0].content.text for prompt in got],
            "resources": [str(resource.uri) for resource in resources],
            "templates": [template.uri_template for template in templates],
            "texts": [each.contents[0].text for each in read],
        }


asyncio.run(main())
