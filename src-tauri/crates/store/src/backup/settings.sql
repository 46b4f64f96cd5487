SELECT name || ' ' || bytes FROM setting ORDER BY name
